"""The review book: every sentence the assistant can say, on one page that a clinic's medical director can sign."""
