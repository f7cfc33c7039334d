"""What the assistant knows and decides, in pure Python: no Rasa, no network, no model.

The folders read in the order a message meets them: ``concepts`` finds what is
talked about, ``red_flags`` looks for danger, ``interview`` keeps what is known
and what to ask, ``recommend`` decides, ``answers`` explains. All of them read
``knowledge`` and speak through ``cards``.
"""
