"""Stands in for Jinja2's store of bytecode: the page's templates come compiled, so it keeps nothing."""


class BytecodeCache:
    """Only a name."""


class FileSystemBytecodeCache(BytecodeCache):
    """Only a name."""


class MemcachedBytecodeCache(BytecodeCache):
    """Only a name."""
