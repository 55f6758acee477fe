------------------------------- MODULE Claims -------------------------------
(***************************************************************************)
(* Who sends: instances that notify one slot of one piece of news, over a  *)
(* log that is one order of records. Rules that are constants are TRUE in  *)
(* the product; a model with one of them FALSE must break a promise.       *)
(* Names are those of the code: SlotState (head), Claim, Sent, Released,   *)
(* SlotFlush (Ask), HeldClaim (Renew), Delivery (Begin), Isolation (Alone).*)
(*                                                                         *)
(* Time is counted in thirds of a lease. What an instance has read is the  *)
(* log as it was at some moment, for a fold of a prefix is all that it     *)
(* knows. Healthy instances are quick: a tick passes only when they have   *)
(* done what they could; who is slower is asleep or cut off.               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
    Instances,
    Faults,              \* how many crashes, sleeps, cuts and failed attempts there may be
    Leaps,               \* how often the brokers' clock leaps ahead by a lease
    Outages,             \* how often the whole log goes away, and comes back
    FirstClaimWins,      \* a claim is void while another one lives
    AsksAgain,           \* muting and news are asked again as of the claim
    LeaseFromBefore,     \* a lease counts from before its claim was appended
    StopsWithLease,      \* nothing is begun on less than half a lease, nothing goes on after it
    SleepIsNotIsolation, \* only time awake counts towards isolation
    LeasesLapse,         \* a claim that is not renewed ends
    FailsOpen,           \* who is isolated notifies without a claim
    WaitsAfterOutage     \* nobody claims, or sends by a claim, until what was sent has been written

Lease == 3
Grace == 2
Nobody == <<0, 0>>
Ids == Instances \X {1, 2, 3}

VARIABLES
    head,     \* SlotState after all records: holder, sentBy, silenced
    age,      \* since the holder was renewed, by the brokers' clock
    out,      \* records on their way to the log, of each instance
    seen,     \* SlotState as each instance has read it
    mode,     \* up, asleep or dead
    linked,   \* whether it reaches the log
    wasCut,   \* whether it has been cut off since it read the log last
    unseen,   \* for how long it has not seen itself in the log
    pc,       \* idle, waiting, asking, won, sending, alone, logging
    claim,    \* the id of its claim
    since,    \* how long ago it asked for its claim or its renewal
    renewing, \* whether a renewal is on its way
    left,     \* what is left of its lease, by its own clock
    late,     \* whether a silence was in the log before its claim
    net,      \* its request: none, flying, taken
    told,     \* how often the receiver was told
    excuses,  \* how often a sender was lost between sending and Sent
    wrong,    \* whether a silence was ignored
    faults, leaps,
    away,     \* whether nobody reaches the log
    settling, \* whether it has only just come back
    outages

log == <<head, age>>
links == <<mode, linked, wasCut, unseen>>
claims == <<pc, claim, since, renewing, left, late>>
weather == <<away, settling, outages>>
world == <<told, excuses, wrong, faults, leaps, weather>>
vars == <<log, out, seen, links, claims, net, world>>

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

Init ==
    /\ head = [holder |-> Nobody, sentBy |-> Nobody, silenced |-> FALSE]
    /\ age = 0
    /\ out = [i \in Instances |-> <<>>]
    /\ seen = [i \in Instances |-> head]
    /\ mode = [i \in Instances |-> "up"]
    /\ linked = [i \in Instances |-> TRUE]
    /\ wasCut = [i \in Instances |-> FALSE]
    /\ unseen = [i \in Instances |-> 0]
    /\ pc = [i \in Instances |-> "idle"]
    /\ claim = [i \in Instances |-> Nobody]
    /\ since = [i \in Instances |-> 0]
    /\ renewing = [i \in Instances |-> FALSE]
    /\ left = [i \in Instances |-> 0]
    /\ late = [i \in Instances |-> FALSE]
    /\ net = [i \in Instances |-> "none"]
    /\ told = 0 /\ excuses = 0 /\ wrong = FALSE
    /\ faults = Faults /\ leaps = Leaps
    /\ away = FALSE /\ settling = FALSE /\ outages = Outages

Up(i) == mode[i] = "up"
Reaches(i) == linked[i] /\ ~away
IsNews(state) == state.sentBy = Nobody /\ ~state.silenced
Alone == <<0, 1>>

(* --- the log: SlotState.claimed, sent, released --- *)

HolderLapsed == LeasesLapse /\ age > Lease

Claimed(id) ==
    LET renewal == head.holder = id
        wins == /\ head.sentBy # id
                /\ renewal \/ head.holder = Nobody \/ HolderLapsed \/ ~FirstClaimWins
    IN IF wins THEN head' = [head EXCEPT !.holder = id] /\ age' = 0
       ELSE UNCHANGED log

Freed(id) == IF head.holder = id THEN Nobody ELSE head.holder

Store(i) ==
    /\ Reaches(i) /\ out[i] # <<>>
    /\ LET kind == Head(out[i])[1]  id == Head(out[i])[2] IN
        /\ CASE kind = "claim" -> Claimed(id)
             [] kind = "sent" -> head' = [head EXCEPT !.sentBy = id, !.holder = Freed(id)] /\ age' = age
             [] kind = "released" -> head' = [head EXCEPT !.holder = Freed(id)] /\ age' = age
        /\ late' = [late EXCEPT ![i] = IF kind = "claim" /\ pc[i] = "asking" /\ claim[i] = id
                                      THEN head.silenced ELSE @]
    /\ out' = [out EXCEPT ![i] = Tail(@)]
    /\ UNCHANGED <<seen, links, pc, claim, since, renewing, left, net, world>>

Silence == \* somebody silences the alert, and it is acknowledged
    /\ ~head.silenced
    /\ head' = [head EXCEPT !.silenced = TRUE]
    /\ UNCHANGED <<age, out, seen, links, claims, net, world>>

(* --- an instance --- *)

\* Its undertaking is over; what it knew of its claim matters no more.
Ends(i, how) ==
    /\ pc' = [pc EXCEPT ![i] = how]
    /\ claim' = [claim EXCEPT ![i] = Nobody]
    /\ since' = [since EXCEPT ![i] = 0]
    /\ renewing' = [renewing EXCEPT ![i] = FALSE]
    /\ left' = [left EXCEPT ![i] = 0]
    /\ late' = [late EXCEPT ![i] = FALSE]

Unused(i) == {id \in Ids : /\ id[1] = i
                           /\ \A j \in Instances : seen[j].holder # id /\ seen[j].sentBy # id
                           /\ head.holder # id /\ head.sentBy # id
                           /\ \A n \in 1..Len(out[i]) : out[i][n][2] # id}

IsSettled(i) == \* Isolation.unsettledFor: an outage is noticed only after a while
    WaitsAfterOutage => ~settling /\ ~(away /\ unseen[i] > 0)

Ask(i) == \* SlotFlush.askWhoSends, claim
    /\ Up(i) /\ pc[i] = "idle" /\ IsNews(seen[i])
    /\ ~(FailsOpen /\ unseen[i] > Grace)
    /\ seen[i].holder = Nobody \/ (seen[i] = head /\ HolderLapsed) \/ ~FirstClaimWins
    /\ IsSettled(i)
    /\ Len(out[i]) < 2
    /\ LET id == CHOOSE id \in Unused(i) : TRUE IN
        /\ claim' = [claim EXCEPT ![i] = id]
        /\ out' = [out EXCEPT ![i] = Append(@, <<"claim", id>>)]
    /\ pc' = [pc EXCEPT ![i] = "asking"]
    /\ since' = [since EXCEPT ![i] = 0]
    /\ UNCHANGED <<log, seen, links, renewing, left, late, net, world>>

Rest(i) == \* what it knows by itself of its lease, once it has read its own claim
    IF LeaseFromBefore THEN Lease - Min(since[i], Lease) ELSE Lease

Read(i) == \* its replica reads the log to its end, and its heartbeat with it
    /\ Up(i) /\ Reaches(i) /\ out[i] = <<>>
    /\ \/ seen[i] # head \/ unseen[i] > 0 \/ wasCut[i] \/ renewing[i] \/ pc[i] \in {"asking", "logging"}
    /\ seen' = [seen EXCEPT ![i] = head]
    /\ wasCut' = [wasCut EXCEPT ![i] = FALSE]
    /\ unseen' = [unseen EXCEPT ![i] = 0]
    /\ LET holds == head.holder = claim[i] /\ claim[i] # Nobody IN
        CASE pc[i] = "asking" /\ ~holds -> Ends(i, "waiting")
          [] pc[i] = "logging" -> Ends(i, "idle")
          [] OTHER ->
            /\ pc' = [pc EXCEPT ![i] = IF @ = "asking" THEN "won" ELSE @]
            /\ left' = [left EXCEPT ![i] = IF holds /\ (renewing[i] \/ pc[i] = "asking") THEN Rest(i) ELSE @]
            /\ renewing' = [renewing EXCEPT ![i] = FALSE]
            /\ since' = [since EXCEPT ![i] = 0]
            /\ UNCHANGED <<claim, late>>
    /\ UNCHANGED <<log, out, mode, linked, net, world>>

Holds(i) == pc[i] \in {"won", "sending"}

Renew(i) == \* HeldClaim.renew
    /\ Up(i) /\ Holds(i) /\ ~renewing[i] /\ left[i] < Lease /\ Len(out[i]) < 2
    /\ renewing' = [renewing EXCEPT ![i] = TRUE]
    /\ since' = [since EXCEPT ![i] = 0]
    /\ out' = [out EXCEPT ![i] = Append(@, <<"claim", claim[i]>>)]
    /\ UNCHANGED <<log, seen, links, pc, claim, left, late, net, world>>

Begin(i) == \* SlotFlush.sendOnceSettled, Delivery.sendWhatIsNew
    /\ Up(i) /\ pc[i] = "won"
    /\ IsSettled(i) \/ 2 * left[i] <= Lease
    /\ IF (StopsWithLease /\ 2 * left[i] <= Lease) \/ (AsksAgain /\ ~IsNews(seen[i]))
       THEN /\ out' = [out EXCEPT ![i] = Append(@, <<"released", claim[i]>>)]
            /\ Ends(i, "waiting")
            /\ UNCHANGED <<net, wrong, excuses>>
       ELSE /\ net' = [net EXCEPT ![i] = "flying"]
            /\ pc' = [pc EXCEPT ![i] = "sending"]
            /\ wrong' = (wrong \/ late[i])
            /\ excuses' = IF linked[i] THEN excuses ELSE excuses + 1
            /\ late' = [late EXCEPT ![i] = FALSE]
            /\ UNCHANGED <<out, claim, since, renewing, left>>
    /\ UNCHANGED <<log, seen, links, told, faults, leaps, weather>>

BeginAlone(i) == \* SlotFlush.sendBy(Right.ALONE)
    /\ Up(i) /\ pc[i] = "idle" /\ FailsOpen /\ unseen[i] > Grace /\ IsNews(seen[i])
    /\ net' = [net EXCEPT ![i] = "flying"]
    /\ pc' = [pc EXCEPT ![i] = "alone"]
    /\ excuses' = IF wasCut[i] \/ outages < Outages THEN excuses + 1 ELSE excuses
    /\ UNCHANGED <<log, out, seen, links, claim, since, renewing, left, late, told, wrong, faults, leaps, weather>>

Take(i) == \* the receiver does not care whether the sender still lives
    /\ net[i] = "flying"
    /\ net' = [net EXCEPT ![i] = IF mode[i] = "dead" THEN "none" ELSE "taken"]
    /\ told' = Min(told + 1, 4)
    /\ UNCHANGED <<log, out, seen, links, claims, excuses, wrong, faults, leaps, weather>>

Answer(i) == \* SlotFlush.delivered, Unlogged.write
    /\ Up(i) /\ net[i] = "taken" /\ pc[i] \in {"sending", "alone"} /\ Len(out[i]) < 3
    /\ net' = [net EXCEPT ![i] = "none"]
    /\ Ends(i, "logging")
    /\ LET id == IF pc[i] = "alone" THEN Alone ELSE claim[i] IN
        /\ out' = [out EXCEPT ![i] = Append(@, <<"sent", id>>)]
        /\ seen' = [seen EXCEPT ![i] = [@ EXCEPT !.sentBy = id]]
    /\ UNCHANGED <<log, links, world>>

Abandon(i) == \* Delivery.watchLease
    /\ StopsWithLease /\ Up(i) /\ pc[i] = "sending" /\ left[i] = 0
    /\ net' = [net EXCEPT ![i] = "none"]
    /\ Ends(i, "waiting")
    /\ excuses' = IF outages < Outages /\ net[i] = "taken" THEN excuses + 1 ELSE excuses
    /\ UNCHANGED <<log, out, seen, links, told, wrong, faults, leaps, weather>>

Unwritten(i) == \* SlotFlush.unwritten: the claim may be in the log all the same
    /\ Up(i) /\ ~Reaches(i) /\ pc[i] = "asking" /\ since[i] > 0
    /\ Ends(i, "waiting")
    /\ \/ out' = [out EXCEPT ![i] = <<>>]
       \/ Len(out[i]) = 1 /\ out' = [out EXCEPT ![i] = Append(@, <<"released", claim[i]>>)]
    /\ UNCHANGED <<log, seen, links, net, world>>

(* --- time and trouble --- *)

IsDone(i) == \* a healthy instance that can do no more before time goes on
    Up(i) =>
        /\ ~(StopsWithLease /\ pc[i] = "sending" /\ left[i] = 0)
        /\ Reaches(i) =>
            /\ out[i] = <<>> /\ seen[i] = head /\ unseen[i] = 0 /\ ~renewing[i]
            /\ pc[i] \notin {"asking", "logging"}
            /\ pc[i] = "won" => settling
            /\ pc[i] \in {"won", "sending"} => left[i] = Lease

Tick ==
    /\ \A i \in Instances : IsDone(i)
    /\ age' = IF head.holder = Nobody THEN 0 ELSE Min(age + 1, Lease + 1)
    /\ left' = [i \in Instances |-> Max(left[i], 1) - 1]
    /\ since' = [i \in Instances |-> IF pc[i] = "asking" \/ renewing[i] THEN Min(since[i] + 1, Lease) ELSE since[i]]
    /\ unseen' = [i \in Instances |->
            IF mode[i] = "up" \/ (mode[i] = "asleep" /\ ~SleepIsNotIsolation) THEN Min(unseen[i] + 1, Grace + 1)
            ELSE unseen[i]]
    /\ pc' = [i \in Instances |-> IF pc[i] = "waiting" /\ Up(i) THEN "idle" ELSE pc[i]]
    /\ settling' = FALSE
    /\ UNCHANGED <<head, out, seen, mode, linked, wasCut, claim, renewing, late, net, told, excuses, wrong, faults, leaps,
                  away, outages>>

\* A sender that is lost now may have told what nobody will know of.
Excuse(i) == IF net[i] # "none" \/ (pc[i] = "logging" /\ out[i] # <<>>) THEN 1 ELSE 0

Crash(i) ==
    /\ faults > 0 /\ mode[i] # "dead"
    /\ mode' = [mode EXCEPT ![i] = "dead"]
    /\ Ends(i, "idle")
    /\ seen' = [seen EXCEPT ![i] = head]
    /\ wasCut' = [wasCut EXCEPT ![i] = FALSE]
    /\ unseen' = [unseen EXCEPT ![i] = 0]
    /\ net' = [net EXCEPT ![i] = IF @ = "taken" THEN "none" ELSE @]
    /\ excuses' = excuses + Excuse(i)
    /\ faults' = faults - 1
    /\ \/ UNCHANGED out
       \/ out' = [out EXCEPT ![i] = <<>>]
    /\ UNCHANGED <<log, linked, told, wrong, leaps, weather>>

Restart(i) == \* it opens once it has read the log
    /\ mode[i] = "dead" /\ Reaches(i) /\ net[i] = "none"
    /\ mode' = [mode EXCEPT ![i] = "up"]
    /\ seen' = [seen EXCEPT ![i] = head]
    /\ UNCHANGED <<log, out, linked, wasCut, unseen, claims, net, world>>

Sleep(i) ==
    /\ faults > 0 /\ Up(i)
    /\ mode' = [mode EXCEPT ![i] = "asleep"]
    /\ excuses' = excuses + Excuse(i)
    /\ faults' = faults - 1
    /\ UNCHANGED <<log, out, seen, linked, wasCut, unseen, claims, net, told, wrong, leaps, weather>>

Wake(i) ==
    /\ mode[i] = "asleep"
    /\ mode' = [mode EXCEPT ![i] = "up"]
    /\ UNCHANGED <<log, out, seen, linked, wasCut, unseen, claims, net, world>>

Cut(i) ==
    /\ faults > 0 /\ linked[i]
    /\ linked' = [linked EXCEPT ![i] = FALSE]
    /\ wasCut' = [wasCut EXCEPT ![i] = TRUE]
    /\ excuses' = excuses + Excuse(i)
    /\ faults' = faults - 1
    /\ UNCHANGED <<log, out, seen, mode, unseen, claims, net, told, wrong, leaps, weather>>

Heal(i) == \* nobody promises that it comes
    /\ ~linked[i]
    /\ linked' = [linked EXCEPT ![i] = TRUE]
    /\ UNCHANGED <<log, out, seen, mode, wasCut, unseen, claims, net, world>>

Fail(i) == \* the receiver does not take it; the claim is given back
    /\ faults > 0 /\ Up(i) /\ pc[i] \in {"sending", "alone"} /\ net[i] = "flying" /\ Len(out[i]) < 3
    /\ net' = [net EXCEPT ![i] = "none"]
    /\ out' = IF pc[i] = "alone" THEN out ELSE [out EXCEPT ![i] = Append(@, <<"released", claim[i]>>)]
    /\ Ends(i, "waiting")
    /\ faults' = faults - 1
    /\ UNCHANGED <<log, seen, links, told, excuses, wrong, leaps, weather>>

Leap == \* another broker leads, whose clock is ahead
    /\ leaps > 0 /\ head.holder # Nobody
    /\ age' = Lease + 1
    /\ leaps' = leaps - 1
    /\ UNCHANGED <<head, out, seen, links, claims, net, told, excuses, wrong, faults, weather>>

GoAway == \* the log, for everybody
    /\ outages > 0 /\ ~away
    /\ away' = TRUE
    /\ outages' = outages - 1
    /\ UNCHANGED <<log, out, seen, links, claims, net, told, excuses, wrong, faults, leaps, settling>>

ComeBack ==
    /\ away
    /\ away' = FALSE
    /\ settling' = TRUE
    /\ UNCHANGED <<log, out, seen, links, claims, net, told, excuses, wrong, faults, leaps, outages>>

Does(i) == \/ Store(i) \/ Ask(i) \/ Read(i) \/ Renew(i) \/ Begin(i) \/ BeginAlone(i) \/ Take(i)
           \/ Answer(i) \/ Abandon(i) \/ Unwritten(i) \/ Restart(i) \/ Wake(i)

Suffers(i) == Crash(i) \/ Sleep(i) \/ Cut(i) \/ Heal(i) \/ Fail(i)

Next == Tick \/ Silence \/ Leap \/ GoAway \/ ComeBack \/ \E i \in Instances : Does(i) \/ Suffers(i)

Spec == Init /\ [][Next]_vars
FairSpec ==
    /\ Spec /\ WF_vars(Tick)
    /\ \A i \in Instances :
        /\ WF_vars(Store(i)) /\ WF_vars(Read(i)) /\ WF_vars(Ask(i) \/ BeginAlone(i)) /\ WF_vars(Renew(i))
        /\ WF_vars(Begin(i) \/ Take(i) \/ Answer(i) \/ Abandon(i) \/ Unwritten(i))
        /\ WF_vars(Restart(i) \/ Wake(i))

(* --- the promises --- *)

MayAct(i) == Holds(i) /\ left[i] > 0 /\ mode[i] # "dead"

AtMostOneLiveClaim == Cardinality({i \in Instances : MayAct(i)}) <= 1

NoDuplicateWithoutCrashOrCut == told <= 1 + excuses

SilenceHonoured == ~wrong

\* For a look at takeovers alone, which is quick.
OnlyDeaths == ~head'.silenced /\ \A i \in Instances : mode'[i] # "asleep" /\ linked'[i]

\* Instances are alike. Not to be used where NothingLost is looked for.
Alike == Permutations(Instances)

NothingLost == <>(told > 0 \/ head.silenced)
=============================================================================
