"""The interpreter imports a package of this name when it starts; Pyodide's bridge to JavaScript, which it holds, is not used."""
