"""What decides the next action beside Rasa's own RulePolicy."""
