//! nginx before an engine, as it stands before most: TLS with an authority of its own, a password, a path prefix, and bodies
//! of one mebibyte at most.
//!
//! Without nginx and openssl tests say that they did not run; with `XINGLAN_REQUIRE_ENGINE=1` that is a failure.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The user that is let in, and the password.
pub(crate) const USER: &str = "lin";
pub(crate) const PASSWORD: &str = "geheim-7%";

/// Generous: the machine may be busy.
const DEADLINE: Duration = Duration::from_mins(1);

/// A running nginx.
pub(crate) struct Front {
    folder: TempDir,
    child: Child,
    port: u16,
}

impl Front {
    /// Starts it before `upstream`, `http://127.0.0.1:PORT`.
    pub(crate) fn start(upstream: &str) -> Option<Self> {
        let program =
            ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| fs::exists(path).unwrap());
        let Some(program) = program else {
            assert!(std::env::var_os("XINGLAN_REQUIRE_ENGINE").is_none(), "no nginx");
            println!("not run, because there is no nginx");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        certify(&folder);
        fs::write(folder.path().join("users"), format!("{USER}:{{PLAIN}}{PASSWORD}\n")).unwrap();
        fs::write(folder.path().join("nginx.conf"), config(port, upstream)).unwrap();
        let child = Command::new(program)
            .arg("-p")
            .arg(folder.path())
            .args(["-c", "nginx.conf", "-e", "errors"])
            .spawn()
            .unwrap();
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < DEADLINE, "nginx does not answer");
            thread::sleep(Duration::from_millis(10));
        }
        Some(Self { folder, child, port })
    }

    /// The address of the engine behind it.
    pub(crate) fn url(&self) -> String {
        format!("https://127.0.0.1:{}/suche/intern", self.port)
    }

    /// The certificate of the authority.
    pub(crate) fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn config(port: u16, upstream: &str) -> String {
    format!(
        "daemon off;
        master_process off;
        pid pid;
        events {{ }}
        http {{
            access_log off;
            client_body_temp_path bodies;
            proxy_temp_path proxied;
            fastcgi_temp_path f;
            uwsgi_temp_path u;
            scgi_temp_path s;
            server {{
                listen 127.0.0.1:{port} ssl;
                ssl_certificate cert.pem;
                ssl_certificate_key key.pem;
                client_max_body_size 1m;
                auth_basic x;
                auth_basic_user_file users;
                location /suche/intern/ {{ proxy_pass {upstream}/; }}
            }}
        }}"
    )
}

/// An authority, and a certificate for this machine that it signs.
fn certify(folder: &TempDir) {
    let openssl = |arguments: &str| {
        let output =
            Command::new("openssl").args(arguments.split(' ')).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    fs::write(folder.path().join("ext"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n").unwrap();
    openssl(&format!("req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=authority -days 3"));
    openssl(&format!("req {key} -keyout key.pem -out request.pem -subj /CN=engine"));
    openssl(
        "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 3 -extfile ext -out cert.pem",
    );
}
