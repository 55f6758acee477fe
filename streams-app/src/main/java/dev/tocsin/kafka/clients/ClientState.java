package dev.tocsin.kafka.clients;

/** State of a Kafka Streams client. RUNNING means that its stores are restored, not that brokers are reachable. */
public enum ClientState {
    STARTING,
    RUNNING,
    /** It failed; the next one is started after a backoff. */
    REBUILDING,
    CLOSED
}
