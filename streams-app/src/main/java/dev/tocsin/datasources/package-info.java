/**
 * Data sources: systems that answer the queries of rules in place of the samples topic. Prometheus's HTTP API and SQL
 * databases.
 *
 * <p><b>Promises:</b> a query blocks no caller, ends within its limit, and never fails: a problem is an answer with cause and
 * remedy. (The samples of a backtest, which no rule waits for, are read by a call that blocks and can fail.) Queries of
 * one data source at a time, their queue and the size of their answers are bounded. A slow data source delays no other. No
 * answer contains a secret. A database is only read.
 *
 * <p><b>Does not:</b> decide when a query is due, or who asks.
 */
package dev.tocsin.datasources;
