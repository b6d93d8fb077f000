# Ringside needs Go, Node, make and git. Everything else is installed by these targets,
# into web/node_modules and Go's own caches. `make` alone prints what there is.

GO          := go
WASM        := GOOS=js GOARCH=wasm
GOROOT       = $(shell $(GO) env GOROOT)
# wasm_exec.js refuses a large environment, so tests in wasm get only the path.
WASM_EXEC    = env -i 'PATH=$(PATH)' $(GOROOT)/lib/wasm/go_js_wasm_exec
STATICCHECK := .cache/staticcheck-0.8.2
PURE        := ./engine/... ./parser/... ./tutorials/...
# Code that runs once a statement, or hardly ever, is not inlined: a tenth of the wasm. Packages sort and strings run
# always; inlined they make reads and writes a twentieth faster and the download 4 KB larger.
COLD        := fmt reflect text/scanner internal/fmtsort \
               github.com/alecthomas/participle/v2/... ringside/parser ringside/engine/operation ringside/engine/scenario
PARTICIPLE  := github.com/alecthomas/participle/v2
# The older garbage collector does requests as fast as the newer one, and is 12 KB less to download.
WASM_BUILD   = $(WASM) GOEXPERIMENT=nogreenteagc $(GO) build -modfile=.cache/wasm.mod -overlay=.cache/overlay.json -trimpath -ldflags='-s -w' $(foreach package,$(COLD),-gcflags=$(package)=-l)
FUZZTIME    ?= 5m
NPM         := npm --prefix web

GO_SOURCES  := go.mod go.sum $(shell find engine parser wasm -name '*.go' ! -name '*_test.go' 2>/dev/null)
WEB_SOURCES := ARCHITECTURE.md $(shell find web/src web/public web/golden web/*.html web/vite.config.ts tutorials -type f 2>/dev/null)

.PHONY: help run build test test-go test-wasm test-web test-page bench rewrite fmt lint size endpoint endpoint-wasm simulate nightly FORCE

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: build ## build what changed, serve the page on this machine and print its address
	@node web/scripts/serve.mjs

build: web/dist/index.html ## build the engine (wasm) and the static page into web/dist

test: test-go test-wasm test-web test-page ## everything a change has to pass

test-go: web/node_modules/.stamp web/public/engine.wasm ## Go: vet, and the tests natively
	$(GO) vet ./...
	$(GO) test ./...

test-wasm: ## Go: vet, and the same tests of engine, parser and lessons in WebAssembly
	$(WASM) $(GO) vet ./wasm
	$(WASM) $(GO) test -exec="$(WASM_EXEC)" $(PURE)

test-web: web/node_modules/.stamp web/public/engine.wasm ## TypeScript: types, units, and AWS's SDK for JavaScript against the engine
	$(NPM) run check
	$(NPM) test

test-page: build ## the page in Chromium, which is installed when it is missing
	browser=$$(node web/scripts/chromium.mjs) && CHROMIUM="$$browser" $(NPM) run test:page

bench: web/public/engine.wasm web/node_modules/.stamp ## how fast: Go benchmarks, then the engine in WebAssembly
	$(GO) test -run='^$$' -bench=. -benchmem $(PURE)
	$(NPM) run bench

rewrite: web/public/engine.wasm web/node_modules/.stamp ## write what scenarios and goldens now answer into them; then read the diff
	$(GO) test $$(grep -rl --include='*_test.go' -e cockroachdb/datadriven -e 'flag.Bool("rewrite"' engine parser | xargs -n1 dirname | sort -u | sed 's|^|./|') -rewrite
	$(NPM) run rewrite

fmt: web/node_modules/.stamp ## format all sources
	gofmt -w engine parser tutorials wasm web/endpoint *.go
	$(NPM) run fmt

lint: web/node_modules/.stamp $(STATICCHECK) ## look for mistakes that compile: gofmt, vet, staticcheck, biome
	@test -z "$$(gofmt -l engine parser tutorials wasm web/endpoint *.go | tee /dev/stderr)" || { echo 'not formatted: run make fmt' >&2; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) . $(PURE) ./web/...
	$(WASM) $(STATICCHECK) -checks inherit,-U1000 ./wasm # it takes what is exported to the host for unused
	$(NPM) run lint

size: build ## what the built page and engine weigh, against their budgets
	$(NPM) run size

endpoint: ## a local DynamoDB endpoint for AWS SDKs and the AWS CLI, native
	$(GO) run ./web/endpoint

endpoint-wasm: web/public/engine.wasm web/node_modules/.stamp ## the same endpoint, served by the wasm that the page uses
	$(NPM) run endpoint-wasm

simulate: ## faults against a map: SEED=7 alone or the first SEEDS=200, of STEPS=1000 steps each
	$(GO) test ./engine/scenario -run '^TestSimulation$$' -count=1 -timeout=0 -args $(if $(SEED),-seed=$(SEED)) $(if $(SEEDS),-seeds=$(SEEDS)) -steps=$(or $(STEPS),1000)

nightly: ## the long tests: 1,000 seeds of 2,000 steps, 1,000 sessions, then every fuzz target for FUZZTIME (5m) each
	$(MAKE) simulate SEEDS=1000 STEPS=2000
	$(GO) test ./engine/operation -run='^TestSessions$$' -timeout=2h -args -sessions=1000
	@set -e; for package in $$($(GO) list $(PURE)); do \
	  for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    echo "$$package $$target"; \
	    $(GO) test -run='^$$' -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) $$package; \
	  done; \
	done

web/node_modules/.stamp: web/package.json web/package-lock.json
	$(NPM) ci
	@touch $@

$(STATICCHECK):
	GOBIN='$(CURDIR)/.cache' $(GO) install honnef.co/go/tools/cmd/staticcheck@v0.8.2
	@mv .cache/staticcheck $@

# Another Go compiler makes other wasm and brings its own wasm_exec.js.
.cache/go-version: FORCE
	@mkdir -p .cache
	@$(GO) version | cmp -s - $@ || $(GO) version > $@

# What is shipped links participle without its lexer of regular expressions: the parser has a lexer of its own, and
# that one would set up package regexp at every start and be a sixteenth of what a visitor downloads.
.cache/wasm.mod: go.mod go.sum Makefile
	$(GO) mod download $(PARTICIPLE)
	rm -rf .cache/participle
	mkdir -p .cache
	cp -R "$$($(GO) list -m -f '{{.Dir}}' $(PARTICIPLE))" .cache/participle
	chmod -R u+w .cache/participle
	rm .cache/participle/lexer/stateful.go .cache/participle/lexer/simple.go
	cp go.sum .cache/wasm.sum
	{ cat go.mod; echo 'replace $(PARTICIPLE) => ./.cache/participle'; } > $@

# It also links a package os of our own, which has nothing to set up, in place of all files of Go's.
.cache/overlay.json: wasm/_os/os.go .cache/go-version Makefile
	@{ printf '{"Replace":{'; printf '"%s":"",' $(wildcard $(GOROOT)/src/os/*.go); \
	  printf '"%s":"%s"}}' $(GOROOT)/src/os/os.go wasm/_os/os.go; } > $@

web/public/engine.wasm: $(GO_SOURCES) .cache/wasm.mod .cache/overlay.json .cache/go-version web/public/wasm_exec.js
	$(WASM_BUILD) -o $@ ./wasm

web/public/wasm_exec.js: .cache/go-version
	@mkdir -p web/public
	cp '$(GOROOT)/lib/wasm/wasm_exec.js' $@

web/dist/index.html: web/node_modules/.stamp web/public/engine.wasm $(WEB_SOURCES)
	$(NPM) run build
