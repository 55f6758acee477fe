/**
 * What the instances that evaluate share: the states of alerts, and the samples that rules record.
 *
 * <p><b>Promises:</b> a state that was written is done once this instance's replica shows it; a tick counts as recorded
 * once everything that its group wrote has come back out of the topic; who asks is told when this instance has all that
 * was there then.
 *
 * <p><b>Does not:</b> decide who writes, or when. Doors: {@link dev.tocsin.scheduling.shared.Ledger} and
 * {@link dev.tocsin.scheduling.shared.SampleLog}, and what they are over topics:
 * {@link dev.tocsin.scheduling.shared.ReplicatedLedger}, {@link dev.tocsin.scheduling.shared.ReplicatedSamples}.
 */
package dev.tocsin.scheduling.shared;
