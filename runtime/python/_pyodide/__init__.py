"""What the interpreter imports at its start under this name: Pyodide’s bridge to JavaScript, which is not used."""
