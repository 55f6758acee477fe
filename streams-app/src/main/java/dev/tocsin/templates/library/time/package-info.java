/**
 * Go's times and durations as templates see them, written and read by Go's layouts.
 *
 * <p><b>Promises:</b> a layout such as {@code Mon Jan _2 15:04:05 2006} means what it means to Go, and a time that is read
 * by one is refused where Go refuses it.
 *
 * <p><b>Does not:</b> look at a clock. Doors: {@link dev.tocsin.templates.library.time.GoTime},
 * {@link dev.tocsin.templates.library.time.GoDuration}, {@link dev.tocsin.templates.library.time.GoLayout}.
 */
package dev.tocsin.templates.library.time;
