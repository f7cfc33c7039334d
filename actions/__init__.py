"""Rasa's custom actions, one a file: read the tracker, ask ``guide``, speak."""
