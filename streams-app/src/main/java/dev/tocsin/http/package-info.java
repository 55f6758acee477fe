/**
 * The HTTP server of an instance, and its management API.
 *
 * <p><b>Promises:</b> every request gets a response; an error response has a message.
 *
 * <p><b>Does not:</b> decide anything; resources call the evaluator and the notifier.
 */
package dev.tocsin.http;
