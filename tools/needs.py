"""Says what a machine lacks for the first command: Python 3.11 or newer with venv. Runs on any Python."""

import sys

version = ".".join(str(number) for number in sys.version_info[:3])
other = "or name another:  make PYTHON=/path/to/python3.12"

if sys.version_info < (3, 11):
    sys.exit("This needs Python 3.11 or newer; %s is %s.\nInstall one, %s" % (sys.executable, version, other))
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError as error:
    sys.exit(
        "Python %s is here, but without venv (%s).\nDebian, Ubuntu: apt-get install python3-venv;  %s"
        % (version, error, other)
    )
