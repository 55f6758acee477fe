package dev.tocsin.kafka.clients;

/** Where a client of Kafka Streams stands. RUNNING says that it was restored, not that the brokers can be reached. */
public enum ClientState {
    STARTING,
    RUNNING,
    /** It failed, and is built anew. */
    REBUILDING,
    CLOSED
}
