"""Measures how well the assistant understands: on real text, on our own sets, and beside other pipelines.

``python -m evaluation`` prints the figures and writes a report with every miss;
``python -m evaluation compare`` writes the table of pipelines into ``docs/understanding.md``.
"""
