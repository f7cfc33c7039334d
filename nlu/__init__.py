"""Rasa graph components: thin rooms round ``guide`` and the sentence encoder."""
