"""How the assistant is reached: terminal, website, Slack, REST. Every channel cleans what comes in the same way."""
