; Inno Setup: build_installer.py passes Version, Source (the frozen folder) and Output.
[Setup]
AppId=PMO-Desktop
AppName=PMO Desktop
AppVersion={#Version}
DefaultDirName={autopf}\PMO Desktop
DefaultGroupName=PMO Desktop
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile={#Source}\_internal\LICENSE
OutputDir={#Output}
OutputBaseFilename=pmo-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes
UninstallDisplayIcon={app}\pmo-desktop.exe

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\PMO Desktop"; Filename: "{app}\pmo-desktop.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.pmow"; ValueType: string; ValueData: "PMO-Desktop.Store"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\PMO-Desktop.Store\shell\open\command"; ValueType: string; ValueData: """{app}\pmo-desktop.exe"" ""%1"""; Flags: uninsdeletekey
