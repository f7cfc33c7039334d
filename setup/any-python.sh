#!/bin/sh
# Runs whatever Python 3 the machine has, with the arguments given: `sh setup/any-python.sh -m setup train`.
# A name that is there but does not run (a pyenv shim without its Python) is passed over.
for name in python3 python /usr/bin/python3 /usr/local/bin/python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 6))' </dev/null >/dev/null 2>&1; then
        exec "$name" "$@"
    fi
done
echo "This needs Python 3, and none was found. Please install it (on Debian or Ubuntu: sudo apt-get install python3 python3-venv) and run the same command again." >&2
exit 127
