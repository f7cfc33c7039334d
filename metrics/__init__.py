"""What is counted while people are served: turns, time, and kinds of replies. Never a word, never who.

``counts``   takes in one turn at a time
``shown``    what is handed out: counts that tell about health move in steps, so that no small group shows
"""
