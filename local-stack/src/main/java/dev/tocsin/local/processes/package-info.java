/**
 * Child processes: started, watched, started again when they die, and stopped in good time.
 *
 * <p><b>Promises:</b> a child that dies is started again, later and later while it keeps dying; stopping ends every
 * child, by force if it must; a child whose parent has died ends by itself; one folder serves one owner at a time.
 *
 * <p><b>Does not:</b> know what the children do. Doors: {@link dev.tocsin.local.processes.Supervised},
 * {@link dev.tocsin.local.processes.ChildSpec}, {@link dev.tocsin.local.processes.ClassArchive},
 * {@link dev.tocsin.local.processes.ArchiveMaking}, {@link dev.tocsin.local.processes.ParentWatch},
 * {@link dev.tocsin.local.processes.FolderLock}.
 */
package dev.tocsin.local.processes;
