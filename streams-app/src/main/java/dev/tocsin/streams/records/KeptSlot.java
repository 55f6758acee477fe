package dev.tocsin.streams.records;

import dev.tocsin.notification.claims.SlotState;

/** How a replica keeps a slot in its store. @param offset of the last record that changed it */
public record KeptSlot(SlotState state, long offset) {}
