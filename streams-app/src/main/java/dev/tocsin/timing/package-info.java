/**
 * One thread with a clock and an alarm: where shared-nothing code of the shell runs.
 *
 * <p><b>Promises:</b> what runs on a {@link dev.tocsin.timing.Loop} never runs beside anything else on it, and a task
 * that throws is logged and stops nothing.
 *
 * <p><b>Does not:</b> wait. Nothing that blocks belongs on a loop. Doors: {@link dev.tocsin.timing.Loop},
 * {@link dev.tocsin.timing.LoopThread}, {@link dev.tocsin.timing.Causes}.
 */
package dev.tocsin.timing;
