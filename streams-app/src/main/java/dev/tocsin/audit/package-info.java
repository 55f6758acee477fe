/**
 * The audit trail: entries about actions of users and programs, and the joining of several records of one action.
 *
 * <p><b>Promises:</b> the texts of an entry are bounded; joining gives the same trail in any order of the records.
 *
 * <p><b>Does not:</b> write or read records, or mask secrets. The code that makes an entry does.
 */
package dev.tocsin.audit;
