// With assembly in a package, the compiler takes functions without a body: those of garbage.go.
