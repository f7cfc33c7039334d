"""Words that are never a name where a name might stand, first names that always are, months and states."""
from __future__ import annotations

MONTHS = tuple(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec".split()
)

STATES = (
    *"A[LKSZR] C[AOT] D[EC] F[L] G[AU] H[I] I[DLNA] K[SY] L[A] M[EHDAINSOTP] N[EVHJMYCD] O[HKR] P[ARW] R[I] S[CD] T[NX]"
    " U[T] V[TAI] W[AVIY]".split(),
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
    "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
    "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada",
    "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma",
    "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah",
    "Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming",
)

# What follows "I'm", "my name is" or "patient:" when it is not a name, and what ends a name in small letters.
ORDINARY = frozenset(
    # the small words
    """a about above after again against ago all almost also always am an and another any anyone anything are around as
    ask at away back bad be because been before being below best better between both but by call called can cannot
    can't come confidential could did do does doesn't doing done don't down during each either else even ever every
    everyone everything except far few fine first for from full get getting give go goes going gone gonna good got had
    half happy has have haven't having he help her here hers hi hello him his how i if i'm in instead into is isn't it
    its it's i've i'll i'd just keep kind know last late later least left less let like little long look lot lots low
    made make many may maybe me mine more most much must my myself near need never new next no nobody none not nothing
    now of off often old on once one only onto or other our out over own per please pretty private quite rather ready
    really right sad said same scared second secret see seen she should since so some someone something sometimes soon
    sorry still stuck such sure take than thank thanks that the their them then there these they they're thing things
    this those though three through till time times to today together tomorrow tonight too took toward trouble true
    try two under unknown until up upon us used using usually very via wait want was we well went were what whatever
    when where whether which while who whoever whole whom whose why will wish with within without won't worse worst
    would wrong yes yesterday yet you your yours zero eight five four nine seven six ten twenty hundred also anonymous
    withheld redacted unimportant irrelevant spelled spelt different changed listed whatever"""
    # what people are and feel
    """ able active afraid african alone allergic alive american angry anxious asian athletic aware awake bedbound
    bedridden black blind bored breathless broken busy careful caregiver caucasian christian cold concerned confused
    constipated cranky crying curious dead deaf dependent depressed desperate diabetic disabled dizzy done drunk dying
    early elderly employed exhausted faint falling female feeling fit frail free frustrated great gay healthy heavy
    hispanic homeless hopeless hot hungry hurt hurting ill indian injured insured intolerant jewish latina latino
    lesbian light limited lonely lost lucky mad male married medicare medicaid muslim native nauseous nervous numb
    nursing obese okay ok open overweight pain painful paralyzed pleased poor pregnant prone quadriplegic retired
    right-handed left-handed sedentary self senior sensitive sexually short sick single skinny sleepless sleepy slow
    smoker sober sore stable stiff straight stressed strong suicidal tall tender thirsty tight tired trans transgender
    type unable underweight unemployed uninsured unsafe unsteady unwell upset veteran vegan weak white widowed worried
    young man woman men women boy girl kid child children adult teen teenager baby infant person people patient patients
    mother father mom dad mum parent parents son daughter wife husband sister brother friend partner aunt uncle cousin
    grandmother grandfather grandma grandpa neighbor boss doctor doctors nurse nurses therapist physician surgeon coach
    athlete runner teacher driver worker student farmer mechanic carpenter lawyer"""
    # the body, its troubles and its treatment
    """ abdomen abdominal ablation accident ache aches aching acute addiction allergy amputation amputee ankle ankles
    arm arms arthritis aspirin asthma attack axial ball balance barely belly bladder bleed bleeding blood bone bones
    bowel brace brain breast breath breathe breathing bruise bruised bulging burn burning bursitis buttock calf cancer
    cane care case center cerebral cervical chest chronic clinic clot concussion copd cord cortisone cough covid cramp
    cramps crps crutches ct day days degenerative diabetes diagnosed diagnosis disc discs disability disease disk drug
    elbow emergency emg epidural exam exercise eye eyes face facet fall fatigue feet fell femur fever fibromyalgia
    finger fingers flare foot fracture fractured fusion gabapentin gout groin hamstring hand hands head headache
    headaches heart heel hernia herniated high hip hips history hospital hour hours hypertension ibuprofen implant
    infection injection injections injury insurance joint joints kidney knee knees lateral leg legs ligament limb limping
    lower lumbar lung lungs lupus lyme medial medical medication medicine meniscus mid migraine migraines mild minute
    minutes moderate month months mouth mri muscle muscles myofascial neck nerve nerves neurologist neurology
    neuropathy night non numbness occupational operation opioid orthopedic orthopaedic orthopedics osteoarthritis
    osteoporosis oxycodone parkinson parkinsons partial pelvic pelvis phantom physiatrist physiatry physical pinched pins
    post postop pre prescription pressure primary problem problems procedure prosthetic pt radiating referral rehab
    rehabilitation report result results rheumatoid rib ribs rotator sacral sacroiliac scan sciatic sciatica scoliosis
    seizure seizures severe shin shingles shooting shoulder shoulders side skin sleep specialist spasm spasms spasticity
    spinal spine splint sports sprain sprained stage status stenosis steroid stomach stroke stomachache surgery surgeon
    swelling swollen symptom symptoms systemic tear temple tendinitis tendonitis tendon tennis test tests therapy thigh
    thoracic throat thumb tingling tmj toe toes torn total traumatic treatment tremor trigger twisted ulnar upper urine
    vertigo visit vomit vomiting walker walking weakness week weekend weeks weight wheelchair whiplash work workers
    wrist wrists xray x-ray year years acres am pm mg mcg ml blocks block miles mile minute feet degrees steps reps sets
    percent lanes times hr hrs min mins sec wk wks mo mos yr yrs yo acre"""
    # what stands before a name, and what comes after it
    """ mr mrs ms dr prof mister professor caller client guardian llamo nombre appelle
    calling speaking writing texting asking wondering coming trying looking needs need wants hurts hurt has had
    have was were been got gets can fell feels felt cant couldn't could cannot can't broke breaks started starts stopped
    keeps kept says
    asap ankylosing multiple sclerosis ehlers danlos guillain barre charcot marie rh negative positive complex regional
    pulmonary cardiac brand dental legally gave give keeps got ate drank slept quit quits stop stops
    say told tells lives live works work born diagnosed asking requesting reports reported presents presented""".split()
)

# Common given names, so that "my daughter Emily" and "I'm Will Young" are seen for what they are.
FIRST_NAMES = frozenset(
    """aaron abigail adam adrian agnes ahmed aidan alan albert alejandro alex alexander alexandra alexis alfred ali alice
    alicia alison allison amanda amber amelia amy ana andrea andrew andy angel angela anita ann anna anne annie anthony
    antonio april ariel arthur ashley audrey austin ava barbara barry beatrice becky ben benjamin bernard beth betty
    beverly bill billy bob bobby bonnie brad bradley brandon brenda brian brianna brittany bruce bryan caleb cameron
    carl carla carlos carmen carol caroline carolyn casey catherine cathy charlene charles charlie charlotte chen cheryl
    chloe chris christian christina christine christopher cindy claire clara clarence claudia clyde cody colin connie
    connor corey craig crystal curtis cynthia daisy dale dan dana daniel danielle danny darlene darrell dave david dawn
    dean deborah debra dennis derek diana diane diego dolores don donald donna dorothy doug douglas dustin dylan earl
    eddie edgar edith edna eduardo edward edwin eileen elaine eleanor elena elijah elizabeth ella ellen emily emma eric
    erica erik erin ernest ethan ethel eugene eva evan evelyn fatima felix fernando florence frances francis francisco
    frank fred freddie frederick gabriel gail gary gene george gerald gina gladys glen glenn gloria gordon grace greg
    gregory hannah harold harry hassan hazel heather hector heidi helen henry herbert holly howard hugh hunter ian ida
    irene isaac isabella ivan jack jackie jackson jacob jacqueline jake james jamie jane janet janice jared jasmine
    jason javier jay jayden jean jeff jeffrey jennifer jenny jeremiah jeremy jerome jerry jesse jessica jesus jill jim
    jimmy joan joann joanne joe joel john johnny jon jonathan jordan jorge jose joseph joshua joyce juan juanita judith
    judy julia julie june justin karen karl katherine kathleen kathryn kathy katie kayla keith kelly ken kenneth kevin
    kim kimberly kristen kristin kyle larry latoya laura lauren laurie lawrence leah lee leo leon leonard leroy leslie
    lewis liam lillian linda lisa lloyd logan lois loretta lori lorraine louis louise lucas lucia lucille lucy luis luke
    lydia lynn madison mabel manuel marc marcus margaret maria marie marilyn mario marion marjorie mark marlene martha
    martin marvin mary mason mateo mathew matt matthew maureen max maxine megan mei melanie melissa melvin mia micheal
    michael michele michelle miguel mike mildred minnie miriam mohamed mohammed molly monica morgan muhammad nancy naomi
    natalie natasha nathan nathaniel neil nicholas nicole nina noah nora norma norman olga oliver olivia omar oscar
    owen pamela patricia patrick paul paula pauline pedro peggy penny peter phil philip phillip phyllis priya rachel
    rafael ralph ramon randall randy raul ray raymond rebecca regina renee ricardo richard rick ricky rita rob robert
    roberta roberto robin rodney roger roland ron ronald ronnie rosa rose rosemary ross roy ruben ruby russell ruth ryan
    sally sam samantha samuel sandra santiago sara sarah scott sean sergio seth shane shannon sharon shaun shawn sheila
    sherry shirley sofia sophia sophie stacey stacy stanley stella stephanie stephen steve steven stuart sue susan
    suzanne sydney sylvia tamara tammy tanya tara ted teresa terrance terri terry thelma theodore theresa thomas tiffany
    tim timothy tina todd tom tommy toni tony tracey tracy travis tyler valerie vanessa vera vernon veronica vicki
    victor victoria vincent viola violet virginia vivian wallace walter wanda warren wayne wei wendy wesley will william
    willie xavier yolanda yvonne zachary zoe""".split()
)

# Ordinary words that are names after a first name: "Will Young".
SURNAMES = frozenset(
    "young black white long little short case bone bones hill best good gay strong love day head foot king cook walker"
    " driver farmer carpenter mason small rich cold ball hand rice baker parent hunter may light bright stiff weeks".split()
)
