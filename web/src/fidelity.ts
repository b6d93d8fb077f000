import { remembered, wear } from "./theme.js"

// The page about what is real, scaled and not modelled. All of it is in its HTML but for the theme that the reader chose.

wear(remembered())
