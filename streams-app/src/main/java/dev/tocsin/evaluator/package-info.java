/**
 * The rule evaluation loop: evaluates every rule group at its ticks, on every instance, and shares the results.
 *
 * <p><b>Promises:</b> a group is evaluated once all markers of its tick were read. The markers decide which samples it
 * sees, so all instances find the same, and compare what they found. {@code for} timers survive restarts. An instance that missed ticks takes over the alert states that other instances have
 * logged. Recording rules write once a tick for the whole cluster.
 *
 * <p><b>Does not:</b> evaluate expressions or notify receivers.
 */
package dev.tocsin.evaluator;
