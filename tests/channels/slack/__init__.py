"""Tests of the Slack channel, against a Slack on loopback."""
