"""Slack as a first-class channel.

How a message travels::

    guide         the Rasa channel: routes, signature, start and stop
    reception     every kind of payload, over HTTP or Socket Mode, acknowledged at once
    services      what handling needs: Web API, workspaces, turns, records
    events        messages, mentions, assistant threads, App Home opened, uninstalled
    interactions  buttons, menus, shortcuts, the form, the slash command
    turns         one turn of the conversation, from the person's words to the posts
    cards         what the assistant says, as Block Kit
    delivery      the posts, to the right eyes only, under Slack's limits

Beside them: ``settings``, ``words`` (Slack's text to and from ours), ``places``
(who can read along, whose conversation it is), ``workspaces`` and ``oauth``
(tokens), ``duplicates``, ``erasure``, ``home``, ``form``, ``socket_mode``. Every
sentence that is Slack's own stands in ``strings.yml``.
"""
from channels.slack.guide import SlackGuide

__all__ = ["SlackGuide"]
