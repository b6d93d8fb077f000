/** What people put into keys and values to see what a page makes of them. */
export const hostile = [
  "<img src=x onerror=alert(1)>",
  "</text><script>alert(1)</script>",
  '" onload="alert(1)',
  "&lt;b&gt;bold&lt;/b&gt;",
  "'; DROP TABLE Shop; --",
  "{{1 + 1}}",
  "javascript:alert(1)",
  "\u202egnp.exe",
  "a\u0007b",
  "🧨".repeat(200),
  " ",
] as const
