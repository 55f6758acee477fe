package dev.tocsin.replay;

import java.time.Instant;

/**
 * A tick that is marked in all partitions.
 *
 * @param at log time of its markers
 */
record CompleteTick(Instant tick, Instant at) {}
