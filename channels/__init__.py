"""How the assistant is reached: terminal, website, Slack, REST. Every channel cleans what comes in the same way."""

import os

# One message is small work: a second thread only waits for the first, and on a busy machine longer than the work takes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
