/**
 * The configuration API of the rulers of Mimir and Cortex, for mimirtool, Grafana's rule editor and Terraform.
 *
 * <p><b>Promises:</b> a write is answered once it is in force on this instance. All mistakes of a group are told at once.
 *
 * <p><b>Does not:</b> know tenants: the header {@code X-Scope-OrgID} has no effect.
 */
package dev.tocsin.http.ruler;
