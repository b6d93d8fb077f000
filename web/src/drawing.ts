// What draws, and what follows the time. The page comes without it at first: what it will draw is printed in the page.

export { connectPictures } from "./pictures.js"
export { connectTime } from "./time.js"
