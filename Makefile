# The commands of this repository; ./dev is the script behind them.
.PHONY: run test quick soak lint format shell db bench mutants pictures setup stop clean

run: ; @./dev run $(if $(DB),--db=$(DB)) $(if $(FRESH),--fresh)
test: ; @./dev test $(ARGS)
quick: ; @./dev quick $(ARGS)
soak: ; @./dev soak $(ARGS)
lint: ; @./dev lint
format: ; @./dev format
shell: ; @./dev shell $(if $(DB),--db=$(DB))
db: ; @./dev db $(DB)
bench: ; @SIZE=$(SIZE) ./dev bench $(ARGS)
mutants: ; @./dev mutants $(ARGS)
pictures: ; @./dev pictures
setup: ; @./dev setup
stop: ; @./dev stop
clean: ; @./dev clean
