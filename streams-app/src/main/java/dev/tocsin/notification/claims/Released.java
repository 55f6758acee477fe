package dev.tocsin.notification.claims;

/** A record by which an instance gives its claim back without having notified, so that another may try at once. */
public record Released(Slot slot, String claimId, String instance, String why) {}
