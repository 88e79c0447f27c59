# The formula for Homebrew. For a tap, copy it to Formula/rapport.rb there and put in the release that
# it builds: `brew install --HEAD` needs no more than the address of the repository.
class Rapport < Formula
  desc "Customer-contact tracker for product managers and their coaches"
  homepage "https://example.org/rapport"
  license "MIT"
  head "https://example.org/rapport.git", branch: "main"

  depends_on "cli11" => :build
  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "nlohmann-json" => :build
  depends_on "tomlplusplus" => :build
  depends_on "fmt"
  depends_on "libical"
  depends_on "sqlite"
  depends_on "sqlitecpp"
  depends_on "utf8proc"

  def install
    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja",
           "-DRAPPORT_SHARED_LIBRARIES=ON", *std_cmake_args(install_prefix: prefix)
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
    bash_completion.install_symlink share/"bash-completion/completions/rapport"
  end

  test do
    ENV["RAPPORT_DB"] = testpath/"rapport.db"
    system bin/"rapport", "log", "Acme Robotics", "1h", "visit:", "they re-key every order"
    assert_match "Acme Robotics", shell_output("#{bin}/rapport list")
    shell_output("#{bin}/rapport gate onboarding", 1)
  end
end
