// A function without a body (engineFunctions) needs an assembly file in its package.
