/**
 * The HTTP server of an instance, its administration API and home page.
 *
 * <p><b>Promises:</b> every request gets an answer, an error as a sentence.
 *
 * <p><b>Does not:</b> decide anything; resources call the evaluator and the notifier.
 */
package dev.tocsin.http;
