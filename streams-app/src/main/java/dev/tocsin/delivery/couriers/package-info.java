/**
 * What leaves the house: one courier for every kind of integration, and for topics the way itself.
 *
 * <p><b>Promises:</b> an attempt never blocks who asks for it, takes no longer than it is given, and ends as an
 * outcome, whatever goes wrong. Nothing that is said of it holds a secret. Nobody writes into the topics that Tocsin
 * lives by.
 *
 * <p><b>Does not:</b> try twice, or know who may send (that is {@code delivery}); what a receiver is told, and in
 * which words, stands in {@code notification.receivers}. Doors: {@link dev.tocsin.delivery.couriers.Couriers},
 * {@link dev.tocsin.delivery.couriers.PublishedTopics}, {@link dev.tocsin.delivery.couriers.TopicWriter}.
 */
package dev.tocsin.delivery.couriers;
