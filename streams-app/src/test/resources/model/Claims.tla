------------------------------- MODULE Claims -------------------------------
(***************************************************************************)
(* The claim protocol: instances notify one slot, over a log with a total  *)
(* order. Constants named after rules are TRUE in the product; a model     *)
(* with one of them FALSE must violate a property. The comment of a step   *)
(* names the place in the code: SlotState is the fold (head, seen),        *)
(* SlotFlush the state machine of an instance (pc).                        *)
(*                                                                         *)
(* A tick is a third of a lease. An instance reads a prefix of the log, so *)
(* what it has read is the log as it was at some moment. A tick passes     *)
(* only when healthy instances have no step left; a slower instance is     *)
(* paused or cut off.                                                      *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
    Instances,
    Faults,              \* number of crashes, pauses, cuts and failed attempts
    ClockJumps,          \* number of times the brokers' clock jumps ahead by a lease
    Outages,             \* number of outages of the whole log
    FirstClaimWins,      \* a claim is void while another one is live
    DecidesAfterClaim,   \* muting and deduplication are decided again as of the claim
    LeaseCountsFromBeforeAppend, \* a holder counts its lease from before the append of its claim
    StopsAtLeaseEnd,     \* no request begins on less than half a lease, none goes on after the lease
    PauseIsNotIsolation, \* only running time counts towards isolation
    LeasesExpire,        \* a claim that is not renewed expires
    FailsOpen,           \* an isolated instance notifies without a claim
    WaitsAfterOutage     \* after an outage, no instance claims or sends until sent entries have been logged

Lease == 3
Grace == 2
NoClaim == <<0, 0>>
Ids == Instances \X {1, 2, 3}

VARIABLES
    head,      \* SlotState after all records: holder, sentBy, silenced
    age,       \* time since the holder was renewed, by the brokers' clock
    pending,   \* records of each instance that are not in the log yet
    seen,      \* SlotState as each instance has read it
    mode,      \* up, paused or dead
    connected, \* whether the instance reaches the log
    wasCut,    \* whether it has been cut off since its last read
    unseen,    \* time since its last heartbeat came back from the log
    pc,        \* idle, waiting, claiming, won, sending, isolated, logging
    claim,     \* id of its claim
    elapsed,   \* time since it appended its claim or renewal
    renewing,  \* whether a renewal is on its way
    leaseLeft, \* rest of its lease, by its own clock
    silencedBefore, \* whether a silence was in the log before its claim
    request,   \* its request to the receiver: none, inFlight, accepted
    deliveries,  \* number of notifications that the receiver has accepted
    lostSenders, \* number of senders lost between sending and logging
    silenceIgnored, \* whether a notification ignored an acknowledged silence
    faults, clockJumps,
    logDown,    \* whether no instance reaches the log
    catchingUp, \* whether an outage has just ended
    outages

log == <<head, age>>
connections == <<mode, connected, wasCut, unseen>>
claims == <<pc, claim, elapsed, renewing, leaseLeft, silencedBefore>>
outageState == <<logDown, catchingUp, outages>>
environment == <<deliveries, lostSenders, silenceIgnored, faults, clockJumps, outageState>>
vars == <<log, pending, seen, connections, claims, request, environment>>

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

Init ==
    /\ head = [holder |-> NoClaim, sentBy |-> NoClaim, silenced |-> FALSE]
    /\ age = 0
    /\ pending = [i \in Instances |-> <<>>]
    /\ seen = [i \in Instances |-> head]
    /\ mode = [i \in Instances |-> "up"]
    /\ connected = [i \in Instances |-> TRUE]
    /\ wasCut = [i \in Instances |-> FALSE]
    /\ unseen = [i \in Instances |-> 0]
    /\ pc = [i \in Instances |-> "idle"]
    /\ claim = [i \in Instances |-> NoClaim]
    /\ elapsed = [i \in Instances |-> 0]
    /\ renewing = [i \in Instances |-> FALSE]
    /\ leaseLeft = [i \in Instances |-> 0]
    /\ silencedBefore = [i \in Instances |-> FALSE]
    /\ request = [i \in Instances |-> "none"]
    /\ deliveries = 0 /\ lostSenders = 0 /\ silenceIgnored = FALSE
    /\ faults = Faults /\ clockJumps = ClockJumps
    /\ logDown = FALSE /\ catchingUp = FALSE /\ outages = Outages

Up(i) == mode[i] = "up"
Reaches(i) == connected[i] /\ ~logDown
IsDue(state) == state.sentBy = NoClaim /\ ~state.silenced
IsolatedId == <<0, 1>>

(* --- the log: SlotState.claimed, sent, released --- *)

HolderExpired == LeasesExpire /\ age > Lease

Claimed(id) ==
    LET renewal == head.holder = id
        wins == /\ head.sentBy # id
                /\ renewal \/ head.holder = NoClaim \/ HolderExpired \/ ~FirstClaimWins
    IN IF wins THEN head' = [head EXCEPT !.holder = id] /\ age' = 0
       ELSE UNCHANGED log

Freed(id) == IF head.holder = id THEN NoClaim ELSE head.holder

Store(i) ==
    /\ Reaches(i) /\ pending[i] # <<>>
    /\ LET kind == Head(pending[i])[1]  id == Head(pending[i])[2] IN
        /\ CASE kind = "claim" -> Claimed(id)
             [] kind = "sent" -> head' = [head EXCEPT !.sentBy = id, !.holder = Freed(id)] /\ age' = age
             [] kind = "released" -> head' = [head EXCEPT !.holder = Freed(id)] /\ age' = age
        /\ silencedBefore' = [silencedBefore EXCEPT ![i] = IF kind = "claim" /\ pc[i] = "claiming" /\ claim[i] = id
                                      THEN head.silenced ELSE @]
    /\ pending' = [pending EXCEPT ![i] = Tail(@)]
    /\ UNCHANGED <<seen, connections, pc, claim, elapsed, renewing, leaseLeft, request, environment>>

Silence == \* the alert is silenced, and the silence is acknowledged
    /\ ~head.silenced
    /\ head' = [head EXCEPT !.silenced = TRUE]
    /\ UNCHANGED <<age, pending, seen, connections, claims, request, environment>>

(* --- an instance: SlotFlush --- *)

\* Ends the use of a claim, and resets its state.
EndsClaim(i, how) ==
    /\ pc' = [pc EXCEPT ![i] = how]
    /\ claim' = [claim EXCEPT ![i] = NoClaim]
    /\ elapsed' = [elapsed EXCEPT ![i] = 0]
    /\ renewing' = [renewing EXCEPT ![i] = FALSE]
    /\ leaseLeft' = [leaseLeft EXCEPT ![i] = 0]
    /\ silencedBefore' = [silencedBefore EXCEPT ![i] = FALSE]

Unused(i) == {id \in Ids : /\ id[1] = i
                           /\ \A j \in Instances : seen[j].holder # id /\ seen[j].sentBy # id
                           /\ head.holder # id /\ head.sentBy # id
                           /\ \A n \in 1..Len(pending[i]) : pending[i][n][2] # id}

HasCaughtUp(i) == \* Isolation.remainingOutageWait: an outage is noticed only after a while
    WaitsAfterOutage => ~catchingUp /\ ~(logDown /\ unseen[i] > 0)

AppendClaim(i) == \* SlotFlush.decide, claimOrWait, claim
    /\ Up(i) /\ pc[i] = "idle" /\ IsDue(seen[i])
    /\ ~(FailsOpen /\ unseen[i] > Grace)
    /\ seen[i].holder = NoClaim \/ (seen[i] = head /\ HolderExpired) \/ ~FirstClaimWins
    /\ HasCaughtUp(i)
    /\ Len(pending[i]) < 2
    /\ LET id == CHOOSE id \in Unused(i) : TRUE IN
        /\ claim' = [claim EXCEPT ![i] = id]
        /\ pending' = [pending EXCEPT ![i] = Append(@, <<"claim", id>>)]
    /\ pc' = [pc EXCEPT ![i] = "claiming"]
    /\ elapsed' = [elapsed EXCEPT ![i] = 0]
    /\ UNCHANGED <<log, seen, connections, renewing, leaseLeft, silencedBefore, request, environment>>

LeaseAfterRead(i) == \* the rest of its lease once it has read its own claim: HeldClaim.validUntil
    IF LeaseCountsFromBeforeAppend THEN Lease - Min(elapsed[i], Lease) ELSE Lease

Read(i) == \* its replica reads the log to its end, its own heartbeat included
    /\ Up(i) /\ Reaches(i) /\ pending[i] = <<>>
    /\ \/ seen[i] # head \/ unseen[i] > 0 \/ wasCut[i] \/ renewing[i] \/ pc[i] \in {"claiming", "logging"}
    /\ seen' = [seen EXCEPT ![i] = head]
    /\ wasCut' = [wasCut EXCEPT ![i] = FALSE]
    /\ unseen' = [unseen EXCEPT ![i] = 0]
    /\ LET holds == head.holder = claim[i] /\ claim[i] # NoClaim IN
        CASE pc[i] = "claiming" /\ ~holds -> EndsClaim(i, "waiting")
          [] pc[i] = "logging" -> EndsClaim(i, "idle")
          [] OTHER ->
            /\ pc' = [pc EXCEPT ![i] = IF @ = "claiming" THEN "won" ELSE @]
            /\ leaseLeft' = [leaseLeft EXCEPT ![i] = IF holds /\ (renewing[i] \/ pc[i] = "claiming") THEN LeaseAfterRead(i) ELSE @]
            /\ renewing' = [renewing EXCEPT ![i] = FALSE]
            /\ elapsed' = [elapsed EXCEPT ![i] = 0]
            /\ UNCHANGED <<claim, silencedBefore>>
    /\ UNCHANGED <<log, pending, mode, connected, request, environment>>

Holds(i) == pc[i] \in {"won", "sending"}

Renew(i) == \* SendPermit.HeldClaim.renew
    /\ Up(i) /\ Holds(i) /\ ~renewing[i] /\ leaseLeft[i] < Lease /\ Len(pending[i]) < 2
    /\ renewing' = [renewing EXCEPT ![i] = TRUE]
    /\ elapsed' = [elapsed EXCEPT ![i] = 0]
    /\ pending' = [pending EXCEPT ![i] = Append(@, <<"claim", claim[i]>>)]
    /\ UNCHANGED <<log, seen, connections, pc, claim, leaseLeft, silencedBefore, request, environment>>

Send(i) == \* SlotFlush.sendAfterOutage, sendIfDue
    /\ Up(i) /\ pc[i] = "won"
    /\ HasCaughtUp(i) \/ 2 * leaseLeft[i] <= Lease
    /\ IF (StopsAtLeaseEnd /\ 2 * leaseLeft[i] <= Lease) \/ (DecidesAfterClaim /\ ~IsDue(seen[i]))
       THEN /\ pending' = [pending EXCEPT ![i] = Append(@, <<"released", claim[i]>>)]
            /\ EndsClaim(i, "waiting")
            /\ UNCHANGED <<request, silenceIgnored, lostSenders>>
       ELSE /\ request' = [request EXCEPT ![i] = "inFlight"]
            /\ pc' = [pc EXCEPT ![i] = "sending"]
            /\ silenceIgnored' = (silenceIgnored \/ silencedBefore[i])
            /\ lostSenders' = IF connected[i] THEN lostSenders ELSE lostSenders + 1
            /\ silencedBefore' = [silencedBefore EXCEPT ![i] = FALSE]
            /\ UNCHANGED <<pending, claim, elapsed, renewing, leaseLeft>>
    /\ UNCHANGED <<log, seen, connections, deliveries, faults, clockJumps, outageState>>

SendIsolated(i) == \* SlotFlush.decide with SendPermit.Isolated
    /\ Up(i) /\ pc[i] = "idle" /\ FailsOpen /\ unseen[i] > Grace /\ IsDue(seen[i])
    /\ request' = [request EXCEPT ![i] = "inFlight"]
    /\ pc' = [pc EXCEPT ![i] = "isolated"]
    /\ lostSenders' = IF wasCut[i] \/ outages < Outages THEN lostSenders + 1 ELSE lostSenders
    /\ UNCHANGED <<log, pending, seen, connections, claim, elapsed, renewing, leaseLeft, silencedBefore, deliveries, silenceIgnored, faults, clockJumps, outageState>>

Accept(i) == \* the receiver accepts a request even if its sender has died
    /\ request[i] = "inFlight"
    /\ request' = [request EXCEPT ![i] = IF mode[i] = "dead" THEN "none" ELSE "accepted"]
    /\ deliveries' = Min(deliveries + 1, 4)
    /\ UNCHANGED <<log, pending, seen, connections, claims, lostSenders, silenceIgnored, faults, clockJumps, outageState>>

AppendEntry(i) == \* SlotFlush.delivered, UnloggedNotifications.log
    /\ Up(i) /\ request[i] = "accepted" /\ pc[i] \in {"sending", "isolated"} /\ Len(pending[i]) < 3
    /\ request' = [request EXCEPT ![i] = "none"]
    /\ EndsClaim(i, "logging")
    /\ LET id == IF pc[i] = "isolated" THEN IsolatedId ELSE claim[i] IN
        /\ pending' = [pending EXCEPT ![i] = Append(@, <<"sent", id>>)]
        /\ seen' = [seen EXCEPT ![i] = [@ EXCEPT !.sentBy = id]]
    /\ UNCHANGED <<log, connections, environment>>

CancelRequest(i) == \* FlushState.Sending.watchLease
    /\ StopsAtLeaseEnd /\ Up(i) /\ pc[i] = "sending" /\ leaseLeft[i] = 0
    /\ request' = [request EXCEPT ![i] = "none"]
    /\ EndsClaim(i, "waiting")
    /\ lostSenders' = IF outages < Outages /\ request[i] = "accepted" THEN lostSenders + 1 ELSE lostSenders
    /\ UNCHANGED <<log, pending, seen, connections, deliveries, silenceIgnored, faults, clockJumps, outageState>>

ClaimNotWritten(i) == \* SlotFlush.claimNotWritten: the claim may be in the log all the same
    /\ Up(i) /\ ~Reaches(i) /\ pc[i] = "claiming" /\ elapsed[i] > 0
    /\ EndsClaim(i, "waiting")
    /\ \/ pending' = [pending EXCEPT ![i] = <<>>]
       \/ Len(pending[i]) = 1 /\ pending' = [pending EXCEPT ![i] = Append(@, <<"released", claim[i]>>)]
    /\ UNCHANGED <<log, seen, connections, request, environment>>

(* --- time and faults --- *)

HasNoStepLeft(i) == \* a healthy instance has no step left before time passes
    Up(i) =>
        /\ ~(StopsAtLeaseEnd /\ pc[i] = "sending" /\ leaseLeft[i] = 0)
        /\ Reaches(i) =>
            /\ pending[i] = <<>> /\ seen[i] = head /\ unseen[i] = 0 /\ ~renewing[i]
            /\ pc[i] \notin {"claiming", "logging"}
            /\ pc[i] = "won" => catchingUp
            /\ pc[i] \in {"won", "sending"} => leaseLeft[i] = Lease

Tick ==
    /\ \A i \in Instances : HasNoStepLeft(i)
    /\ age' = IF head.holder = NoClaim THEN 0 ELSE Min(age + 1, Lease + 1)
    /\ leaseLeft' = [i \in Instances |-> Max(leaseLeft[i], 1) - 1]
    /\ elapsed' = [i \in Instances |-> IF pc[i] = "claiming" \/ renewing[i] THEN Min(elapsed[i] + 1, Lease) ELSE elapsed[i]]
    /\ unseen' = [i \in Instances |->
            IF mode[i] = "up" \/ (mode[i] = "paused" /\ ~PauseIsNotIsolation) THEN Min(unseen[i] + 1, Grace + 1)
            ELSE unseen[i]]
    /\ pc' = [i \in Instances |-> IF pc[i] = "waiting" /\ Up(i) THEN "idle" ELSE pc[i]]
    /\ catchingUp' = FALSE
    /\ UNCHANGED <<head, pending, seen, mode, connected, wasCut, claim, renewing, silencedBefore, request, deliveries, lostSenders, silenceIgnored, faults, clockJumps,
                  logDown, outages>>

\* A sender that is lost now may have notified the receiver without logging it.
LosesSender(i) == IF request[i] # "none" \/ (pc[i] = "logging" /\ pending[i] # <<>>) THEN 1 ELSE 0

Crash(i) ==
    /\ faults > 0 /\ mode[i] # "dead"
    /\ mode' = [mode EXCEPT ![i] = "dead"]
    /\ EndsClaim(i, "idle")
    /\ seen' = [seen EXCEPT ![i] = head]
    /\ wasCut' = [wasCut EXCEPT ![i] = FALSE]
    /\ unseen' = [unseen EXCEPT ![i] = 0]
    /\ request' = [request EXCEPT ![i] = IF @ = "accepted" THEN "none" ELSE @]
    /\ lostSenders' = lostSenders + LosesSender(i)
    /\ faults' = faults - 1
    /\ \/ UNCHANGED pending
       \/ pending' = [pending EXCEPT ![i] = <<>>]
    /\ UNCHANGED <<log, connected, deliveries, silenceIgnored, clockJumps, outageState>>

Restart(i) == \* the instance starts once it has read the log
    /\ mode[i] = "dead" /\ Reaches(i) /\ request[i] = "none"
    /\ mode' = [mode EXCEPT ![i] = "up"]
    /\ seen' = [seen EXCEPT ![i] = head]
    /\ UNCHANGED <<log, pending, connected, wasCut, unseen, claims, request, environment>>

Pause(i) ==
    /\ faults > 0 /\ Up(i)
    /\ mode' = [mode EXCEPT ![i] = "paused"]
    /\ lostSenders' = lostSenders + LosesSender(i)
    /\ faults' = faults - 1
    /\ UNCHANGED <<log, pending, seen, connected, wasCut, unseen, claims, request, deliveries, silenceIgnored, clockJumps, outageState>>

Resume(i) ==
    /\ mode[i] = "paused"
    /\ mode' = [mode EXCEPT ![i] = "up"]
    /\ UNCHANGED <<log, pending, seen, connected, wasCut, unseen, claims, request, environment>>

Cut(i) ==
    /\ faults > 0 /\ connected[i]
    /\ connected' = [connected EXCEPT ![i] = FALSE]
    /\ wasCut' = [wasCut EXCEPT ![i] = TRUE]
    /\ lostSenders' = lostSenders + LosesSender(i)
    /\ faults' = faults - 1
    /\ UNCHANGED <<log, pending, seen, mode, unseen, claims, request, deliveries, silenceIgnored, clockJumps, outageState>>

Heal(i) == \* may never happen: it has no fairness
    /\ ~connected[i]
    /\ connected' = [connected EXCEPT ![i] = TRUE]
    /\ UNCHANGED <<log, pending, seen, mode, wasCut, unseen, claims, request, environment>>

AttemptFails(i) == \* the receiver refuses the request; the claim is released
    /\ faults > 0 /\ Up(i) /\ pc[i] \in {"sending", "isolated"} /\ request[i] = "inFlight" /\ Len(pending[i]) < 3
    /\ request' = [request EXCEPT ![i] = "none"]
    /\ pending' = IF pc[i] = "isolated" THEN pending ELSE [pending EXCEPT ![i] = Append(@, <<"released", claim[i]>>)]
    /\ EndsClaim(i, "waiting")
    /\ faults' = faults - 1
    /\ UNCHANGED <<log, seen, connections, deliveries, lostSenders, silenceIgnored, clockJumps, outageState>>

ClockJump == \* another broker becomes leader; its clock is ahead
    /\ clockJumps > 0 /\ head.holder # NoClaim
    /\ age' = Lease + 1
    /\ clockJumps' = clockJumps - 1
    /\ UNCHANGED <<head, pending, seen, connections, claims, request, deliveries, lostSenders, silenceIgnored, faults, outageState>>

OutageBegins == \* no instance reaches the log
    /\ outages > 0 /\ ~logDown
    /\ logDown' = TRUE
    /\ outages' = outages - 1
    /\ UNCHANGED <<log, pending, seen, connections, claims, request, deliveries, lostSenders, silenceIgnored, faults, clockJumps, catchingUp>>

OutageEnds ==
    /\ logDown
    /\ logDown' = FALSE
    /\ catchingUp' = TRUE
    /\ UNCHANGED <<log, pending, seen, connections, claims, request, deliveries, lostSenders, silenceIgnored, faults, clockJumps, outages>>

Step(i) == \/ Store(i) \/ AppendClaim(i) \/ Read(i) \/ Renew(i) \/ Send(i) \/ SendIsolated(i) \/ Accept(i)
           \/ AppendEntry(i) \/ CancelRequest(i) \/ ClaimNotWritten(i) \/ Restart(i) \/ Resume(i)

Fault(i) == Crash(i) \/ Pause(i) \/ Cut(i) \/ Heal(i) \/ AttemptFails(i)

Next == Tick \/ Silence \/ ClockJump \/ OutageBegins \/ OutageEnds \/ \E i \in Instances : Step(i) \/ Fault(i)

Spec == Init /\ [][Next]_vars
FairSpec ==
    /\ Spec /\ WF_vars(Tick)
    /\ \A i \in Instances :
        /\ WF_vars(Store(i)) /\ WF_vars(Read(i)) /\ WF_vars(AppendClaim(i) \/ SendIsolated(i)) /\ WF_vars(Renew(i))
        /\ WF_vars(Send(i) \/ Accept(i) \/ AppendEntry(i) \/ CancelRequest(i) \/ ClaimNotWritten(i))
        /\ WF_vars(Restart(i) \/ Resume(i))

(* --- properties --- *)

MaySend(i) == Holds(i) /\ leaseLeft[i] > 0 /\ mode[i] # "dead"

AtMostOneLiveClaim == Cardinality({i \in Instances : MaySend(i)}) <= 1

NoDuplicateWithoutCrashOrCut == deliveries <= 1 + lostSenders

SilenceHonoured == ~silenceIgnored

\* Restricts the state space to crashes, for a quick liveness check.
OnlyCrashes == ~head'.silenced /\ \A i \in Instances : mode'[i] # "paused" /\ connected'[i]

\* Instances are symmetric. Unsound for the liveness property NothingLost.
InstanceSymmetry == Permutations(Instances)

NothingLost == <>(deliveries > 0 \/ head.silenced)
=============================================================================
