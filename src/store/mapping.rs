//! Files mapped into memory, and what happens if one is shortened meanwhile: the page that is gone becomes a page of zeros
//! and its mapping counts as lost, where the signal SIGBUS would otherwise end the program.
//!
//! What must not go in: what the bytes mean, and checking them.
#![expect(unsafe_code, reason = "a file is mapped, and SIGBUS handled, nowhere else")]

use std::fs::File;
use std::io;
use std::ptr::{self, NonNull};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use libc::{c_int, c_void, siginfo_t};
use rustix::mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap};

/// Mapped files at a time: one for each library, and the one that replaces it.
const SLOTS: usize = 64;

/// Where a mapping lies, for the signal handler. It is free while `start` is zero.
struct MappedRange {
    start: AtomicUsize,
    length: AtomicUsize,
    /// A page was gone.
    lost: AtomicBool,
    taken: AtomicBool,
}

static MAPPINGS: [MappedRange; SLOTS] = [const {
    MappedRange {
        start: AtomicUsize::new(0),
        length: AtomicUsize::new(0),
        lost: AtomicBool::new(false),
        taken: AtomicBool::new(false),
    }
}; SLOTS];

/// The size of a page in bytes, for the signal handler.
static PAGE: AtomicUsize = AtomicUsize::new(0);
static HANDLER: Once = Once::new();

/// Memory for the bytes of a file: the file itself, mapped, or anonymous memory to read it into.
#[derive(Debug)]
pub(super) struct Mapping {
    start: NonNull<u8>,
    length: usize,
    /// Where the signal handler finds it, if it is the file itself.
    slot: Option<usize>,
}

// SAFETY: the memory belongs to this value alone, which lends it only through its unsafe methods.
unsafe impl Send for Mapping {}
// SAFETY: as above.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// Maps the first `length` bytes of `file`, for reading. `None` if too many files are mapped.
    pub(super) fn file(file: &File, length: usize) -> io::Result<Option<Self>> {
        let Some(slot) = MAPPINGS.iter().position(|slot| !slot.taken.swap(true, Ordering::AcqRel)) else {
            return Ok(None);
        };
        HANDLER.call_once(install);
        // SAFETY: a new mapping at a place that the system chooses touches no other memory.
        let start = unsafe { mmap(ptr::null_mut(), length, ProtFlags::READ, MapFlags::PRIVATE, file, 0) };
        let mapped = start.map_err(io::Error::from).and_then(|start| non_null(start.cast()));
        let start = mapped.inspect_err(|_| free(slot))?;
        if let Some(place) = MAPPINGS.get(slot) {
            place.lost.store(false, Ordering::Relaxed);
            place.length.store(length, Ordering::Relaxed);
            place.start.store(start.as_ptr() as usize, Ordering::Release);
        }
        Ok(Some(Self { start, length, slot: Some(slot) }))
    }

    /// Memory of `length` bytes that can be written, zero at first.
    pub(super) fn memory(length: usize) -> io::Result<Self> {
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
        // SAFETY: as in `file`.
        let start =
            unsafe { mmap_anonymous(ptr::null_mut(), length, ProtFlags::READ | ProtFlags::WRITE, flags) }?;
        Ok(Self { start: non_null(start.cast())?, length, slot: None })
    }

    /// Number of bytes.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Whether it is the file itself.
    pub(super) fn is_file(&self) -> bool {
        self.slot.is_some()
    }

    /// Whether a part of the file was gone when it was touched. Its bytes read as zeros since.
    pub(super) fn is_lost(&self) -> bool {
        self.slot.and_then(|slot| MAPPINGS.get(slot)).is_some_and(|slot| slot.lost.load(Ordering::Acquire))
    }

    /// The bytes at a range inside the mapping.
    ///
    /// # Safety
    /// The range lies in the mapping, and this process does not write there while the slice lives.
    pub(super) unsafe fn bytes(&self, range: std::ops::Range<usize>) -> &[u8] {
        // SAFETY: as the caller says.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr().add(range.start), range.len()) }
    }

    /// The bytes at a range inside the memory, to be written.
    ///
    /// # Safety
    /// The range lies in the memory, which is no file, and nobody else reads or writes there while the slice lives.
    #[expect(clippy::mut_from_ref, reason = "the caller holds the lock of what is written")]
    pub(super) unsafe fn bytes_mut(&self, range: std::ops::Range<usize>) -> &mut [u8] {
        // SAFETY: as the caller says.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr().add(range.start), range.len()) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        if let Some(place) = self.slot.and_then(|slot| MAPPINGS.get(slot)) {
            place.start.store(0, Ordering::Release);
        }
        // SAFETY: the mapping was made by us, and slices of it cannot outlive this value.
        let unmapped = unsafe { munmap(self.start.as_ptr().cast(), self.length) };
        debug_assert!(unmapped.is_ok());
        self.slot.into_iter().for_each(free);
    }
}

/// Gives memory that this process has freed back to the system: after much work the allocator keeps megabytes for more of it.
pub fn give_back_freed_memory() {
    // SAFETY: takes and returns a number, from any thread.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Lets all threads share one heap. Each thread has its own otherwise, and what is freed in one does not serve another: a
/// reader of 95 articles then holds 4.5 MB, with one heap 3.3 MB. The threads of a reader seldom allocate at a time.
///
/// Call it before any thread is started.
pub fn share_one_heap() {
    // SAFETY: takes and returns numbers.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

fn non_null(start: *mut u8) -> io::Result<NonNull<u8>> {
    NonNull::new(start).ok_or_else(|| io::ErrorKind::OutOfMemory.into())
}

fn free(slot: usize) {
    if let Some(slot) = MAPPINGS.get(slot) {
        slot.taken.store(false, Ordering::Release);
    }
}

fn install() {
    // SAFETY: takes and returns a number. Pages have at least 4 KiB.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    PAGE.store(usize::try_from(page).unwrap_or(4096), Ordering::Relaxed);
    // SAFETY: the handler calls nothing but what a handler may call. If this fails, SIGBUS does what it did before.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_bus_error as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigaction(libc::SIGBUS, &raw const action, ptr::null_mut());
    }
}

/// Handles SIGBUS. Only atomics and system calls: it may interrupt anything.
extern "C" fn on_bus_error(signal: c_int, info: *mut siginfo_t, _context: *mut c_void) {
    // SAFETY: the system gives valid information with a signal.
    let (address, code) = unsafe { ((*info).si_addr() as usize, (*info).si_code) };
    if code > 0 && replace_page(address) {
        return;
    }
    // Not ours: end as without a handler. The signal is blocked until this returns.
    // SAFETY: both calls take numbers and may be made here.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}

/// Puts a page of zeros at `address`, if that lies in a mapped file.
fn replace_page(address: usize) -> bool {
    let page = PAGE.load(Ordering::Relaxed);
    let holds = |slot: &&MappedRange| {
        let start = slot.start.load(Ordering::Acquire);
        let length = slot.length.load(Ordering::Relaxed);
        start != 0 && (start..start + length.next_multiple_of(page)).contains(&address)
    };
    let Some(slot) = MAPPINGS.iter().find(holds) else { return false };
    slot.lost.store(true, Ordering::Release);
    let start = address & !(page - 1);
    let flags = MapFlags::PRIVATE | MapFlags::FIXED;
    // SAFETY: the page lies in a mapping of ours that is only read.
    unsafe { mmap_anonymous(start as *mut c_void, page, ProtFlags::READ, flags) }.is_ok()
}
