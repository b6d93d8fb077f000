// Prints the path of a Chromium for the page tests, and installs one when the machine has none.
//
// It looks at $CHROMIUM, at the usual names on the path, and at the browser Playwright keeps.
// On Debian and its kin, as root, it installs the distribution's package; elsewhere Playwright's build.

import { spawnSync } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"
import { chromium } from "@playwright/test"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
const folders = (process.env.PATH ?? "").split(delimiter)
const bundles = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]

function runs(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function find() {
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const places = [process.env.CHROMIUM, ...onPath, ...bundles, chromium.executablePath()]
  return places.find((file) => file && runs(file))
}

// say runs a command with its output on stderr: stdout is for the path alone.
function say(command, ...args) {
  console.error(`${command} ${args.join(" ")}`)
  return spawnSync(command, args, { stdio: ["ignore", 2, 2] }).status === 0
}

function install() {
  const hasApt = folders.some((folder) => runs(join(folder, "apt-get")))
  if (hasApt && process.getuid?.() === 0) {
    return say("apt-get", "update") && say("apt-get", "install", "-y", "--no-install-recommends", "chromium")
  }
  return say("npx", "playwright", "install", "chromium")
}

const browser = find() ?? (install() ? find() : undefined)
if (!browser) {
  console.error("No Chromium: install one, or name it in the variable CHROMIUM.")
  process.exit(1)
}
console.log(browser)
