import { type Point, round } from "./geometry.js"

/** Which part of a picture is seen: the square around a point, so many times as big as the whole would be. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export const home: Camera = { x: 0, y: 0, scale: 1 }

const most = 4000

/** The square of a picture that is 2 × half wide, as SVG's viewBox. */
export function viewBox({ x, y, scale }: Camera, half: number): string {
  const h = half / scale
  return `${fine(x - h)} ${fine(y - h)} ${fine(2 * h)} ${fine(2 * h)}`
}

/** Zoomed in far, hundredths are not enough. */
const fine = (value: number): number => Math.round(value * 1e5) / 1e5

/** Zooms by a factor; what lies at (x, y), fractions of the frame, stays where it is. */
export function zoomAt(camera: Camera, by: number, x: number, y: number, half: number): Camera {
  const scale = Math.min(most, Math.max(1, camera.scale * by))
  const shift = half / camera.scale - half / scale
  return bounded({ x: camera.x + (2 * x - 1) * shift, y: camera.y + (2 * y - 1) * shift, scale }, half)
}

/** Zooms by a factor towards a point of the picture, which comes to the middle. */
export function zoomTo(camera: Camera, by: number, { x, y }: Point, half: number): Camera {
  return bounded({ x, y, scale: Math.min(most, Math.max(1, camera.scale * by)) }, half)
}

/** Whether a point of the picture is in the frame. */
export function sees(camera: Camera, { x, y }: Point, half: number): boolean {
  return Math.max(Math.abs(x - camera.x), Math.abs(y - camera.y)) < half / camera.scale
}

/** Moves by fractions of the frame. */
export function panBy(camera: Camera, x: number, y: number, half: number): Camera {
  const side = (2 * half) / camera.scale
  return bounded({ ...camera, x: camera.x + x * side, y: camera.y + y * side }, half)
}

/** The frame never leaves the picture. */
function bounded({ x, y, scale }: Camera, half: number): Camera {
  const room = half - half / scale
  const within = (value: number) => Math.min(room, Math.max(-room, value))
  return { x: within(x), y: within(y), scale }
}

/** How a picture drawn for one camera is moved, as CSS, so that it looks as another camera sees it. */
export function moveTo(drawn: Camera, seen: Camera, half: number, side: number): string {
  if (drawn === seen) return "none"
  const [a, b] = [half / drawn.scale, half / seen.scale]
  const shift = (of: "x" | "y") => round(((drawn[of] - a - (seen[of] - b)) / (2 * b)) * side)
  return `translate(${shift("x")}px, ${shift("y")}px) scale(${a / b})`
}

/** The point of the picture at a place of the frame. */
export function pointAt(
  { x, y, scale }: Camera,
  half: number,
  at: { readonly x: number; readonly y: number },
): { x: number; y: number } {
  return { x: x + ((2 * at.x - 1) * half) / scale, y: y + ((2 * at.y - 1) * half) / scale }
}
