// Go lets a function without a body be declared, and be linked to one, where there is assembly.
