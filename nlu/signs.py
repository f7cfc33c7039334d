"""Words by which a message shows what it does: asks, tells, chooses, or says a thing in so many words."""
from __future__ import annotations

import re

# What throws something away, or steers, must be said in so many words.
MUST_SAY = {
    "start_over": re.compile(r"\b(?:start|restart|over|begin|reset|scratch|fresh|new|anew|redo|retry)", re.I),
    "delete_data": re.compile(r"\b(?:delete|erase|remove|forget|wipe|clear|destroy|get rid|purge|scrub)", re.I),
    "ask_prescription": re.compile(r"prescri|refill|script|\b(?:pills?|meds?|medicines?|medications?|opioids?|narcotics?|drugs?|"
                                   r"norco|perc\w*|oxy\w*|xanax|valium|tramadol|morphine|steroids?|antibiotics?|gabapentin|lyrica|"
                                   r"ibuprofen|cannabis|marijuana|weed|order|write me|give me|get me|send me)\b", re.I),
    "ask_workaround": re.compile(r"\b(?:without|fake|pass|street|online|trick|more|early|lie|say|tell|script|urine|buy|get|around|"
                                 r"beat|cheat|borrow|share|friend'?s|dealer|extra|convinc\w+|persuad\w+|talk .{1,20} into)\b", re.I),
    # "I take it now and then" tells; "should I take it with food" asks.
    "ask_dose": re.compile(r"^tak(?:e|ing)\b|\b(?:how (?:much|many|often)|dos\w+|mgs?|milligrams?|double|mix\w*|max\w*|too (?:much|many)|"
                           r"safe|ok(?:ay)?|fine|can i|tablets?|pills?|limit|combine|together|"
                           r"(?:(?:should|can|could|may|must|do|does|would|if|when) (?:i|we|he|she|they|you|my \w+)|to|before|after|keep) "
                           r"(?:tak(?:e|ing))|is \w+ with)\b", re.I),
    "ask_stop_medicine": re.compile(r"\b(?:stop\w*|quit\w*|off|wean\w*|taper\w*|cold turkey|skip\w*|cut\w*|reduc\w*|pause|hold|drop|"
                                    r"without|less|lower\w*)\b", re.I),
    "ask_diagnosis": re.compile(r"\b(?:do i|have i|does (?:he|she|my)|am i|what|whats|is (?:it|this|that|my)|are (?:these|they)|"
                                r"(?:could|can|might|may|would) (?:it|this|that|these|my|be)|diagnos\w*|identify|wrong|means?|"
                                r"caus\w*|why|sounds? like|cancer|serious|tell (?:me )?(?:if|whether|by)|know if|whether|"
                                r"figure out|guess)\b", re.I),
    "skip": re.compile(r"\b(?:skip|pass|next|rather not|prefer not|move on|moving on|not (?:saying|telling|answering|going)|"
                       r"no comment|later|don'?t want|private|none of your|leave (?:it|that)|ignore|without)\b", re.I),
    # "I was told I had it" supposes nothing.
    "what_if": re.compile(r"\b(?:if|would|could|suppose|say|instead|rather|what about|imagine|unless|should|might|chang\w*|matter\w*|"
                          r"differ\w*)\b", re.I),
    "go_back": re.compile(r"\b(?:back|previous|undo|before|last|earlier|return|rewind)", re.I),
}
# A message that holds none of these asks nothing, whatever its mark at the end.
# A verb that stands first asks too, unless it only tells: "can hardly walk".
ASKING = re.compile(r"^who\b|^(?:is|are|does|do|can|could|should|would|will) (?!(?:not|no|hardly|barely|\w+ing)\b)|"
                     r"\b(?:who (?:treats?|does|do|should|can|could|would|will|performs?|handles?|deals?|helps?|to|gives?|else|is)|"
                     r"(?:know|tell me|see|and|but|or|so) who|what|whom|which|where|how|why|whether|wonder\w*|"
                     r"difference|versus|vs|"
                     r"compare\w*|explain|tell me|suggest\w*|advi[cs]e\w*|recommend\w*|needs? (?:a|an|to|some|advice|info\w*)|"
                     r"looking|find|cost|covers?|"
                     r"covered|help|questions?|asks?|asking(?! for (?:him|her|them|my|a friend)\b)|"
                     r"(?<!have a )(?<!have the )(?<!got a )referral|worth|best|"
                     r"(?<!i )(?<!we )(?<!he )(?<!they )(?<!you )(?<!it )(?<!who )"
                     r"(?:can|could|do|does|did|is|are|should|would|will|may|am) "
                     r"(?:i|you|he|she|they|we|it|there|this|that|these|a|an|the|my|any\w*|some\w*|physiatrists?|pain|doctors?))\b")
TELLING = re.compile(r"\b(?:i|my|he|she|his|her|we|our|it|its|they|their|the|this|no|not|neither|never|has|had|have)\b")
EITHER = re.compile(r"\b(?:or|vs|versus|than|difference|compared?)\b", re.I)
WHO_TO_SEE = re.compile(r"\b(?:who|whom|(?:what|which) (?:(?:kind|type|sort) of )?(?:doctor|specialist|physician)) "
                         r"(?:should|do|can|would|must) (?:i|we|he|she|they|you|someone|one) "
                         r"(?:be )?(?:see|seeing|consult|visit|turn to|go to)\b")
# "What kind of doctor should lead that team", "is there a doctor for what comes after": whom to see, whatever else it names.
WHICH_KIND = re.compile(r"\b(?:what|which) (?:(?:kind|type|sort) of )(?:doctor|specialist|physician)\b|"
                        r"\bis there (?:a|an|any) (?:(?:kind|type|sort) of )?(?:doctor|specialist|clinic) (?:for|who|that)\b|"
                        r"\bwho (?:sorts|fixes|looks after|takes care of|deals with) (?:that|this|it|those)\b")
# "Talk him into it": getting round a doctor's no, where a medicine is named.
PERSUADES = re.compile(r"\b(?:talk|trick|convince|persuade|pressure|fool|push) (?:(?:him|her|them|(?:my|the|a|another) \w+) )?"
                       r"(?:into|to (?:give|prescribe|write|refill|restart|change|put))\b")
ONE_OF_THEM = re.compile(r"(?:and |what about |i mean |maybe |tell me about )?(?:the )?"
                          r"(?:first|second|former|latter|1st|2nd|last|other)(?: one)?")
OWN = re.compile(r"\b(?:i|i'?m|i'?ve|me|my|we|our)\b", re.I)
# "I took it for a year and stopped" tells; "I want to stop" asks.
MEANS_TO = re.compile(r"\b(?:want|wish|like|hope|plan\w*|thinking|going to|try\w*|should|can|could|may|need|how|decided|about to|just)\b")
# "I am not asking for stronger pills" asks for none.
NOT_ASKED = re.compile(r"\b(?:not|never) (?:asking|looking|here) for\b|\b(?:do not|dont|don't) (?:want|need|like)\b", re.I)
